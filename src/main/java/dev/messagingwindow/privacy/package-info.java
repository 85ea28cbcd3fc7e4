/// What the law and Meta demand for people's data: erasing and handing out what is kept about one
/// customer, and deleting everything of a person whose login connected channels.
///
/// Every package that keeps a customer's id or words implements `PersonalData` for its tables; a
/// test compares what they name with the schema, so that a new table cannot be forgotten.
@NullMarked
package dev.messagingwindow.privacy;

import org.jspecify.annotations.NullMarked;
