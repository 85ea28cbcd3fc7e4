/// The OpenAPI document and what operators need at start-up.
@NullMarked
package dev.messagingwindow.ops;

import org.jspecify.annotations.NullMarked;
