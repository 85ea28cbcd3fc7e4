package dev.messagingwindow.model;

import java.util.regex.Pattern;

/// What a private reply answers: a comment, or a post that a visitor left on the account's page.
///
/// @param id Meta's, 1 to 128 of `[A-Za-z0-9_.-]`
public record ReplyTarget(Kind kind, String id) {

  /// The same form for bean validation.
  public static final String ID_PATTERN = "[A-Za-z0-9_.-]{1,128}";

  private static final Pattern ID = Pattern.compile(ID_PATTERN);

  /// Which of the two.
  public enum Kind {
    COMMENT,
    POST
  }

  public ReplyTarget {
    if (!isValidId(id)) {
      throw new IllegalArgumentException("the id of a comment or post must match " + ID_PATTERN);
    }
  }

  public static boolean isValidId(String id) {
    return ID.matcher(id).matches();
  }

  public static ReplyTarget comment(String commentId) {
    return new ReplyTarget(Kind.COMMENT, commentId);
  }

  public static ReplyTarget post(String postId) {
    return new ReplyTarget(Kind.POST, postId);
  }
}
