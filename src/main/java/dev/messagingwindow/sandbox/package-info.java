/// A stand-in for Meta, a clock that can be moved and an embedded PostgreSQL. Exists only in the
/// profile `sandbox`.
///
/// The stand-in is called over HTTP exactly as Meta would be and keeps its own tables in the schema
/// `sandbox`: it decides from what it knows, never from what the service knows.
@NullMarked
package dev.messagingwindow.sandbox;

import org.jspecify.annotations.NullMarked;
