package dev.messagingwindow.model;

import java.util.regex.Pattern;

/// The form of the ids that Meta gives to accounts and customers: opaque, 1 to 64 of
/// `[A-Za-z0-9_.-]`.
public final class MetaId {

  /// The same form for bean validation.
  public static final String PATTERN = "[A-Za-z0-9_.-]{1,64}";

  private static final Pattern FORM = Pattern.compile(PATTERN);

  private MetaId() {}

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  static String require(String value, String what) {
    if (!isValid(value)) {
      throw new IllegalArgumentException(what + " must match " + PATTERN);
    }
    return value;
  }
}
