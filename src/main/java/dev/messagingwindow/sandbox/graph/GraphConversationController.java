package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.model.Platform;
import dev.messagingwindow.sandbox.customer.MetaMade;
import dev.messagingwindow.sandbox.customer.SandboxAccountStore;
import dev.messagingwindow.sandbox.customer.SandboxCustomer;
import dev.messagingwindow.sandbox.customer.SandboxCustomerStore;
import dev.messagingwindow.sandbox.customer.SandboxThreads;
import dev.messagingwindow.sandbox.customer.SandboxThreads.Said;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The Conversations API: whole seconds, newest first, in pages.
///
/// Source:
/// developers.facebook.com/documentation/business-messaging/messenger-platform/conversations (11
/// February 2026).
@RestController
@Profile("sandbox")
@Hidden
@RequestMapping("/sandbox/graph/{version:v[0-9]+(?:\\.[0-9]+)?}")
class GraphConversationController {

  private static final DateTimeFormatter META_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx").withZone(ZoneOffset.UTC);

  private static final Pattern NESTED =
      Pattern.compile("messages(?:\\.limit\\(([0-9]{1,3})\\))?\\{");

  private final GraphAccess access;
  private final GraphFaults faults;
  private final SandboxAccountStore accounts;
  private final SandboxCustomerStore customers;
  private final SandboxThreads threads;

  GraphConversationController(
      GraphAccess access,
      GraphFaults faults,
      SandboxAccountStore accounts,
      SandboxCustomerStore customers,
      SandboxThreads threads) {
    this.access = access;
    this.faults = faults;
    this.accounts = accounts;
    this.customers = customers;
    this.threads = threads;
  }

  @GetMapping("/{accountId}/conversations")
  Map<String, Object> conversations(
      @PathVariable String accountId,
      @RequestParam(defaultValue = "messenger") String platform,
      @RequestParam(defaultValue = "id,updated_time,participants") String fields,
      @RequestParam(defaultValue = "25") int limit,
      @RequestParam(required = false) @Nullable String after,
      HttpServletRequest request) {
    access.require(request);
    if (!accounts.exists(accountId)) {
      throw new GraphRefusal(GraphError.unknownObject(accountId));
    }
    faults.fail(GraphCall.CONVERSATIONS, accountId);
    var throughPage =
        platform.equals("instagram") && MetaMade.platformOf(accountId) == Platform.FACEBOOK;
    var known = throughPage ? customers.onInstagram() : customers.of(accountId);
    var nested = NESTED.matcher(fields);
    var messages =
        nested.find() ? (nested.group(1) == null ? 25 : Integer.parseInt(nested.group(1))) : 0;
    return GraphList.of(known, after, limit, customer -> conversation(customer, messages));
  }

  @GetMapping("/{conversationId:t_.+}/messages")
  Map<String, Object> messages(
      @PathVariable String conversationId,
      @RequestParam(defaultValue = "25") int limit,
      @RequestParam(required = false) @Nullable String after,
      HttpServletRequest request) {
    access.require(request);
    faults.fail(GraphCall.CONVERSATIONS, null);
    var said = threads.ofConversation(conversationId);
    if (said.isEmpty()) {
      throw new GraphRefusal(GraphError.unknownObject(conversationId));
    }
    return GraphList.of(said, after, limit, GraphConversationController::message);
  }

  /// @param messages how many of its messages are shown with it
  private Map<String, Object> conversation(SandboxCustomer customer, int messages) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", SandboxThreads.id(customer));
    json.put("updated_time", META_TIME.format(customer.updatedAt()));
    json.put(
        "participants",
        Map.of(
            "data",
            List.of(Map.of("id", customer.customerId()), Map.of("id", customer.accountId()))));
    if (messages > 0) {
      json.put(
          "messages",
          GraphList.of(threads.of(customer), null, messages, GraphConversationController::message));
    }
    return json;
  }

  private static Map<String, Object> message(Said said) {
    return Map.of(
        "id", said.messageId(),
        "created_time", META_TIME.format(said.at()),
        "from", Map.of("id", said.fromId()),
        "message", said.text() == null ? "" : said.text());
  }
}
