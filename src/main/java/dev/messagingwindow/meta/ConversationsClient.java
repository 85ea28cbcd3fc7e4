package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Meta's Conversations API: what was said while no webhook came. Two calls a second per account;
/// of an Instagram conversation only the latest 20 messages can be read.
///
/// Sources:
/// developers.facebook.com/documentation/business-messaging/messenger-platform/conversations (11
/// February 2026), …/instagram-platform/instagram-api-with-instagram-login/conversations-api (31
/// July 2024), …/docs/graph-api/reference/conversation, and for the rate
/// …/messenger-platform/overview/rate-limiting (23 March 2026).
public final class ConversationsClient {

  private static final String MESSAGE_FIELDS = "id,created_time,from,message";
  private static final String FIELDS =
      "id,updated_time,participants,messages.limit(20){" + MESSAGE_FIELDS + "}";

  private static final DateTimeFormatter META_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx");

  private final MetaCalls calls;
  private final GraphHosts hosts;
  private final AppSecretProof proof;
  private final String apiVersion;

  ConversationsClient(MetaCalls calls, GraphHosts hosts, AppSecretProof proof, String apiVersion) {
    this.calls = calls;
    this.hosts = hosts;
    this.proof = proof;
    this.apiVersion = apiVersion;
  }

  /// The account's conversations, the one that moved last first.
  ///
  /// @param after null for the first
  public MetaConversation.Page<MetaConversation> conversations(
      GraphAccount account, @Nullable String after)
      throws MetaRefusedException, MetaUnreachableException {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put(
        "platform", account.platform() == Platform.INSTAGRAM ? "instagram" : "messenger");
    parameters.put("fields", FIELDS);
    parameters.put("limit", "25");
    var answer = get(account, account.node().value(), "/conversations", parameters, after);
    var conversations = new ArrayList<MetaConversation>();
    answer.path("data").forEach(item -> conversations.add(conversation(item)));
    return new MetaConversation.Page<>(conversations, Cursors.next(answer));
  }

  /// More messages of a conversation, newest first.
  public MetaConversation.Page<MetaConversation.Message> messages(
      GraphAccount account, String conversationId, String after)
      throws MetaRefusedException, MetaUnreachableException {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("fields", MESSAGE_FIELDS);
    parameters.put("limit", "100");
    var answer = get(account, conversationId, "/messages", parameters, after);
    return new MetaConversation.Page<>(messages(answer), Cursors.next(answer));
  }

  /// The ids under which the account itself takes part in conversations. An account of Instagram
  /// Login has two, and webhooks name only one of them.
  public Set<String> ownIds(GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    var ids = new HashSet<String>();
    ids.add(account.accountId().value());
    ids.add(account.node().value());
    if (account.login() == Login.INSTAGRAM) {
      var parameters = new LinkedHashMap<String, String>();
      parameters.put("fields", "id,user_id");
      var me = get(account, "me", "", parameters, null);
      ids.add(me.path("id").asString(""));
      ids.add(me.path("user_id").asString(""));
    }
    return ids;
  }

  private JsonNode get(
      GraphAccount account,
      String node,
      String edge,
      Map<String, String> parameters,
      @Nullable String after)
      throws MetaRefusedException, MetaUnreachableException {
    parameters.put("appsecret_proof", proof.of(account.login(), account.accessToken()));
    if (after != null) {
      parameters.put("after", after);
    }
    return calls.get(
        uri(account, "/" + apiVersion + "/" + node + edge, parameters), account.accessToken());
  }

  private URI uri(GraphAccount account, String path, Map<String, String> parameters) {
    return MetaCalls.uri(hosts.of(account.login()), path, parameters);
  }

  private static MetaConversation conversation(JsonNode item) {
    var participants = new HashSet<String>();
    item.path("participants")
        .path("data")
        .forEach(participant -> participants.add(participant.path("id").asString("")));
    return new MetaConversation(
        item.path("id").asString(""),
        time(item.path("updated_time")),
        participants,
        messages(item.path("messages")),
        Cursors.next(item.path("messages")));
  }

  private static List<MetaConversation.Message> messages(JsonNode list) {
    var messages = new ArrayList<MetaConversation.Message>();
    for (var item : list.path("data")) {
      var id = item.path("id").asString("");
      var createdAt = time(item.path("created_time"));
      if (!id.isEmpty() && createdAt != null) {
        var text = item.path("message").asString("");
        messages.add(
            new MetaConversation.Message(
                id,
                createdAt,
                item.path("from").path("id").asString(""),
                text.isEmpty() ? null : text));
      }
    }
    return messages;
  }

  /// Meta's pages show seconds since 1970 in one place, and ISO 8601 with `+0000` in others.
  private static @Nullable Instant time(JsonNode time) {
    if (time.isIntegralNumber()) {
      return Instant.ofEpochSecond(time.asLong());
    }
    try {
      return OffsetDateTime.parse(time.asString(""), META_TIME).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
