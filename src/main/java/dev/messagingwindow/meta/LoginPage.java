package dev.messagingwindow.meta;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Page that the person who logged in may act for.
///
/// @param accessToken the Page's own; null when Meta gave none
/// @param tasks what the person may do there, in Meta's names
/// @param instagramAccountId the professional account linked to it; null for none
/// @param instagramUsername null when there is none, or Meta does not tell
public record LoginPage(
    String id,
    String name,
    @Nullable String accessToken,
    Set<String> tasks,
    @Nullable String instagramAccountId,
    @Nullable String instagramUsername) {

  public LoginPage {
    tasks = Set.copyOf(tasks);
  }

  @Override
  public String toString() {
    return "LoginPage[" + id + "]";
  }
}
