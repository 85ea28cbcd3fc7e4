package dev.messagingwindow.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a comment or visitor post, as far as the right to a private reply cares.
///
/// @param createdAt null when its removal is all that was heard of it
/// @param removedAt null while it stands
/// @param usedAt when the one private reply was taken for a message; null while it was not
public record CommentFacts(
    @Nullable Instant createdAt, @Nullable Instant removedAt, @Nullable Instant usedAt) {}
