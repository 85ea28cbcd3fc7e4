/// Window, sender, content and channel to one verdict with every violation, and the label Meta
/// gets. Pure: no framework.
///
/// A private reply to a comment has a right of its own instead of a window.
///
/// The one place that answers *may this text go to this customer now?* The check endpoint, the
/// accepting of a message and the worker that sends it all ask here.
@NullMarked
package dev.messagingwindow.policy;

import org.jspecify.annotations.NullMarked;
