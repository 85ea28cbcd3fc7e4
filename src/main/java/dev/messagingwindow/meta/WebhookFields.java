package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;

/// The webhook fields that an account is subscribed to.
///
/// Source: developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks (5
/// May 2026) and /docs/instagram-platform/webhooks.
final class WebhookFields {

  private static final String PAGE =
      "messages,messaging_postbacks,message_reactions,message_echoes,message_edits,message_reads,"
          + "message_deliveries,messaging_referrals,messaging_optins,messaging_handovers,standby,"
          + "messaging_policy_enforcement,feed";

  private static final String INSTAGRAM =
      "messages,messaging_postbacks,message_reactions,message_edit,messaging_seen,"
          + "messaging_referral,messaging_optins,messaging_handover,standby,comments,live_comments";

  private WebhookFields() {}

  static String of(Login login) {
    return switch (login) {
      case FACEBOOK -> PAGE;
      case INSTAGRAM -> INSTAGRAM;
    };
  }
}
