package dev.messagingwindow.model;

import java.net.URI;

/// What a message of the account consists of: Meta takes a text or an attachment, not both.
///
/// Source: developers.facebook.com/docs/messenger-platform/reference/send-api (read 2026-09-28).
public sealed interface OutboundContent {

  /// @param text as the customer will see it
  record Text(String text) implements OutboundContent {

    @Override
    public String toString() {
      return "Text[" + text.length() + "]";
    }
  }

  /// A file that Meta fetches.
  ///
  /// @param url absolute, `https`; the service never fetches it
  record Attachment(AttachmentType type, URI url) implements OutboundContent {

    public Attachment {
      if (!"https".equals(url.getScheme()) || url.getHost() == null) {
        throw new IllegalArgumentException("an attachment has an absolute https URL");
      }
    }

    @Override
    public String toString() {
      return "Attachment[" + type + "]";
    }
  }
}
