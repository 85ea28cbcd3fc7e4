package dev.messagingwindow.sandbox.graph;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who logs in at the stand-in, and what that person does there.
///
/// @param cancels in the dialog
/// @param scopes granted of those asked for; null for all
/// @param pages that the person may act for; null for those that ever subscribed the app and two
///   more
/// @param instagram the account of an Instagram login; null for one made up
/// @param pageSize how many Pages one answer lists; null for all
/// @param tokenExpiresAt what `debug_token` says of tokens that were not made here; null for never
/// @param dataAccessExpiresAt likewise
record SandboxPerson(
    @Nullable Boolean cancels,
    @Nullable List<String> scopes,
    @Nullable List<PersonsPage> pages,
    @Nullable PersonsInstagram instagram,
    @Nullable Integer pageSize,
    @Nullable Instant tokenExpiresAt,
    @Nullable Instant dataAccessExpiresAt) {

  /// App-scoped, on Facebook.
  static final String USER_ID = "9200000000000077";

  private static final PersonsInstagram STUDIO =
      new PersonsInstagram("29000000000000555", "17841400000000955", "sandbox.studio");

  static final SandboxPerson OBLIGING = new SandboxPerson(null, null, null, null, null, null, null);

  PersonsInstagram instagramAccount() {
    return instagram == null ? STUDIO : instagram;
  }

  List<String> granted(List<String> asked) {
    return scopes == null ? asked : asked.stream().filter(scopes::contains).toList();
  }

  /// @param tasks Meta's names; null for all
  /// @param instagramAccountId null for none
  /// @param granted whether the person chose it for messaging; null for yes
  record PersonsPage(
      String id,
      String name,
      @Nullable List<String> tasks,
      @Nullable String instagramAccountId,
      @Nullable Boolean granted) {

    private static final List<String> ALL_TASKS =
        List.of("ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE");

    List<String> allTasks() {
      return tasks == null ? ALL_TASKS : tasks;
    }

    boolean isGranted() {
      return !Boolean.FALSE.equals(granted);
    }
  }

  /// @param id the app-scoped one, which webhooks do not name
  /// @param userId the one that they do
  record PersonsInstagram(String id, String userId, String username) {}
}
