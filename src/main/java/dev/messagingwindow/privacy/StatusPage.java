package dev.messagingwindow.privacy;

import dev.messagingwindow.model.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// The status of a deletion as a page: no script, nothing loaded, no word of the caller's in it.
final class StatusPage {

  private static final String STYLE =
      "body{max-width:38rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.5 system-ui,sans-serif}"
          + "dt{font-weight:bold}dd{margin:0 0 .8rem}code{overflow-wrap:anywhere}";

  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src"
          + " 'sha256-%s'"
              .formatted(
                  Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.hex(STYLE))));

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private StatusPage() {}

  static String of(DeletionStore.Deletion deletion) {
    var doneAt = deletion.doneAt();
    return page(
        """
        <dl>
        <dt>Status</dt>
        <dd><strong>%s</strong></dd>
        <dt>Requested</dt>
        <dd>%s</dd>
        <dt>Confirmation code</dt>
        <dd><code>%s</code></dd>
        </dl>
        <p>%s</p>
        """
            .formatted(
                doneAt == null ? "in progress" : "done",
                time(deletion.requestedAt()),
                deletion.code(),
                doneAt == null
                    ? "The access to your accounts has been deleted. The messages and the people they were exchanged with are being deleted. Load this page again later."
                    : "Finished on "
                        + time(doneAt)
                        + ". The access to your accounts, all messages and the people they were exchanged with have been deleted. Only this note is kept."));
  }

  static String unknown() {
    return page("<p>No deletion has this confirmation code. Please check the address.</p>\n");
  }

  private static String page(String content) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Deletion of your data</title>
    <style>%s</style>
    </head>
    <body>
    <main>
    <h1>Deletion of your data</h1>
    %s</main>
    </body>
    </html>
    """
        .formatted(STYLE, content);
  }

  private static String time(Instant instant) {
    return "<time datetime=\"%s\">%s</time>".formatted(instant, DATE.format(instant));
  }
}
