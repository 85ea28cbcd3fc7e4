package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.model.Platform;
import dev.messagingwindow.sandbox.customer.SandboxComment;
import dev.messagingwindow.sandbox.customer.SandboxCustomer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Meta's decision on one message, from what Meta's side knows. It repeats the lengths of the
/// windows instead of taking the service's: a stand-in that shares the rule under test agrees with
/// every bug in it.
///
/// Sources: developers.facebook.com/docs/messenger-platform/reference/send-api and
/// /docs/instagram-platform/instagram-api-with-instagram-login/messaging-api (read 2026-09-28).
final class SendRules {

  private static final Duration STANDARD = Duration.ofHours(24);
  private static final Duration HUMAN_AGENT = Duration.ofDays(7);
  private static final Duration PRIVATE_REPLY = Duration.ofDays(7);

  /// Nobody plays the end of a broadcast here: each one runs for four hours, Instagram's longest.
  private static final Duration BROADCAST = Duration.ofHours(4);

  private static final int MAX_MESSENGER_UTF16 = 2_000;
  private static final int MAX_INSTAGRAM_UTF8 = 1_000;
  private static final Set<String> MESSAGING_TYPES = Set.of("RESPONSE", "UPDATE", "MESSAGE_TAG");
  private static final Set<String> RETIRED_TAGS =
      Set.of("ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE");

  private SendRules() {}

  /// A message to a customer.
  ///
  /// @param customer null when this account never heard from that person
  static Optional<GraphError> toPerson(
      SendRequest send, Platform platform, @Nullable SandboxCustomer customer, Instant now) {
    return label(send, platform)
        .or(() -> customer == null ? Optional.of(noUser(platform)) : Optional.empty())
        .or(() -> send.isSenderAction() ? Optional.empty() : message(send, platform))
        .or(() ->
            customer == null || send.isSenderAction() || isOpen(send, customer, now)
                ? Optional.empty()
                : Optional.of(outsideWindow(platform)));
  }

  /// A private reply to a comment or visitor post: no window, but one message within seven days, to
  /// a live comment only while the broadcast runs.
  ///
  /// @param comment null when this account has no such comment
  static Optional<GraphError> toAuthor(
      SendRequest send, Platform platform, @Nullable SandboxComment comment, Instant now) {
    return message(send, platform)
        .or(() ->
            comment != null && takesReply(comment, now)
                ? Optional.empty()
                : Optional.of(GraphError.COMMENT_CLOSED));
  }

  private static boolean takesReply(SandboxComment comment, Instant now) {
    return comment.removedAt() == null
        && comment.repliedAt() == null
        && now.isBefore(comment.createdAt().plus(comment.live() ? BROADCAST : PRIVATE_REPLY));
  }

  private static Optional<GraphError> label(SendRequest send, Platform platform) {
    var type = send.messagingType();
    var tag = send.tag();
    if (tag != null && RETIRED_TAGS.contains(tag)) {
      return refused("The message tag " + tag + " is no longer supported.");
    }
    if (type == null) {
      return platform == Platform.FACEBOOK && !send.isSenderAction()
          ? refused("Param messaging_type is required.")
          : Optional.empty();
    }
    if (!MESSAGING_TYPES.contains(type)) {
      return refused("Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG}.");
    }
    if (!type.equals("MESSAGE_TAG")) {
      return Optional.empty();
    }
    return switch (tag) {
      case null -> refused("Param tag is required with messaging_type MESSAGE_TAG.");
      case "HUMAN_AGENT" -> Optional.empty();
      case "CUSTOMER_FEEDBACK" ->
          refused("The tag CUSTOMER_FEEDBACK needs the customer feedback template.");
      default -> refused("Param tag must be a supported message tag.");
    };
  }

  private static Optional<GraphError> message(SendRequest send, Platform platform) {
    if (send.isEmpty()) {
      return refused("Param message must have a text or an attachment.");
    }
    var text = send.text();
    if (text == null) {
      return Optional.empty();
    }
    return switch (platform) {
      case FACEBOOK -> longest(MAX_MESSENGER_UTF16, text.length());
      case INSTAGRAM -> longest(MAX_INSTAGRAM_UTF8, text.getBytes(StandardCharsets.UTF_8).length);
    };
  }

  private static Optional<GraphError> longest(int limit, int actual) {
    return actual <= limit
        ? Optional.empty()
        : refused("Length of param message[text] must be less than or equal to " + limit);
  }

  /// Half-open: the instant of the end itself is outside.
  private static boolean isOpen(SendRequest send, SandboxCustomer customer, Instant now) {
    if (!"MESSAGE_TAG".equals(send.messagingType())) {
      return now.isBefore(customer.openedAt().plus(STANDARD));
    }
    var lastMessageAt = customer.lastMessageAt();
    return lastMessageAt != null && now.isBefore(lastMessageAt.plus(HUMAN_AGENT));
  }

  private static GraphError noUser(Platform platform) {
    return switch (platform) {
      case FACEBOOK -> GraphError.NO_USER_MESSENGER;
      case INSTAGRAM -> GraphError.NO_USER_INSTAGRAM;
    };
  }

  private static GraphError outsideWindow(Platform platform) {
    return switch (platform) {
      case FACEBOOK -> GraphError.OUTSIDE_WINDOW_MESSENGER;
      case INSTAGRAM -> GraphError.OUTSIDE_WINDOW_INSTAGRAM;
    };
  }

  private static Optional<GraphError> refused(String message) {
    return Optional.of(GraphError.parameter(message));
  }
}
