/// Trying the service out on one machine: an embedded PostgreSQL, a clock that can be moved, a key
/// and the first channels. Exists only in the profile `sandbox`, as do the packages below.
///
/// The stand-in for Meta is in `sandbox.graph`, the Graph API that the service calls, and
/// `sandbox.customer`, the people at the other end with their phones and the webhooks that tell of
/// them. It is called over HTTP exactly as Meta would be and keeps its own tables in the schema
/// `sandbox`: it decides from what it knows, never from what the service knows.
@NullMarked
package dev.messagingwindow.sandbox;

import org.jspecify.annotations.NullMarked;
