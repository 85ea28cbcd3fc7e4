package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The permissions that messaging needs. The 7 days are none of them: Human Agent is a feature of
/// the app.
///
/// Sources: developers.facebook.com/docs/graph-api/reference/page/subscribed_apps,
/// …/documentation/business-messaging/instagram-messaging and
/// …/instagram-platform/instagram-api-with-instagram-login/business-login (read 2026-11-27).
public final class LoginScopes {

  private static final Set<String> INSTAGRAM =
      Set.of("instagram_basic", "instagram_manage_messages", "instagram_manage_comments");

  private LoginScopes() {}

  /// Without one of these an account cannot be connected.
  public static List<String> required(Platform platform, Login login) {
    return switch (login) {
      case INSTAGRAM -> List.of("instagram_business_basic", "instagram_business_manage_messages");
      case FACEBOOK ->
          switch (platform) {
            case FACEBOOK -> List.of("pages_messaging", "pages_manage_metadata", "pages_show_list");
            case INSTAGRAM ->
                List.of(
                    "instagram_basic",
                    "instagram_manage_messages",
                    "pages_manage_metadata",
                    "pages_show_list",
                    "pages_read_engagement");
          };
    };
  }

  /// What the dialog asks for: the Conversations API of Messenger wants `pages_read_engagement`
  /// too.
  static List<String> asked(Platform platform, Login login, List<String> extra) {
    var asked = new LinkedHashSet<>(required(platform, login));
    if (login == Login.FACEBOOK) {
      asked.add("pages_read_engagement");
    }
    asked.addAll(extra);
    return List.copyOf(asked);
  }

  /// Whose ids `granular_scopes` names for a permission: Pages or Instagram accounts.
  public static boolean isOfInstagramAccount(String scope) {
    return INSTAGRAM.contains(scope);
  }
}
