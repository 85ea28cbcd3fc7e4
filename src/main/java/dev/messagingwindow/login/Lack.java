package dev.messagingwindow.login;

import org.jspecify.annotations.Nullable;

/// Something without which an account cannot be connected.
///
/// @param name of the task or permission, in Meta's words; null where the kind says all
record Lack(Kind kind, @Nullable String name) {

  enum Kind {
    /// The person's task on the Page.
    TASK,
    /// A permission that was not granted, or not for this account.
    SCOPE,
    /// The Page has no Instagram professional account linked to it.
    INSTAGRAM_ACCOUNT,
    /// Meta gave no token for it.
    TOKEN
  }
}
