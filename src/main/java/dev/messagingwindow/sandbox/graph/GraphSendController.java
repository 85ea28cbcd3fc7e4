package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.sandbox.customer.MetaMade;
import dev.messagingwindow.sandbox.customer.SandboxAccountStore;
import dev.messagingwindow.sandbox.customer.SandboxCommentStore;
import dev.messagingwindow.sandbox.customer.SandboxCustomerStore;
import dev.messagingwindow.sandbox.customer.SandboxPhones;
import dev.messagingwindow.sandbox.graph.SendRequest.Recipient;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Send API of the stand-in.
@RestController
@Profile("sandbox")
@Hidden
class GraphSendController {

  private final GraphAccess access;
  private final SandboxAccountStore accounts;
  private final SandboxCustomerStore customers;
  private final SandboxCommentStore comments;
  private final SandboxPhones phones;
  private final GraphFaults faults;
  private final Clock clock;
  private final JsonMapper json;

  GraphSendController(
      GraphAccess access,
      SandboxAccountStore accounts,
      SandboxCustomerStore customers,
      SandboxCommentStore comments,
      SandboxPhones phones,
      GraphFaults faults,
      Clock clock,
      JsonMapper json) {
    this.access = access;
    this.accounts = accounts;
    this.customers = customers;
    this.comments = comments;
    this.phones = phones;
    this.faults = faults;
    this.clock = clock;
    this.json = json;
  }

  /// Bytes, not JSON: a token is asked for before a body is judged.
  @PostMapping("/sandbox/graph/{version:v[0-9]+(?:\\.[0-9]+)?}/{accountId}/messages")
  @Nullable ResponseEntity<Map<String, Object>> send(
      @PathVariable String accountId,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request) {
    access.require(request);
    if (!accounts.exists(accountId)) {
      throw new GraphRefusal(GraphError.unknownObject(accountId));
    }
    var send = SendRequest.of(parsed(body));
    var sent =
        switch (send.recipient()) {
          case Recipient.Person(var id) -> toPerson(accountId, id, send);
          case Recipient.Author(var target) -> toAuthor(accountId, target, send);
          case Recipient.Missing _ ->
              throw new GraphRefusal(GraphError.parameter("Param recipient must have an id."));
        };
    var fault =
        send.isSenderAction()
            ? null
            : faults.next(GraphCall.SEND, accountId, sent.meant()).orElse(null);
    return fault == null ? answered(sent, Map.of()) : failed(fault, sent, request);
  }

  private Sent toPerson(String accountId, String customerId, SendRequest send) {
    var now = clock.instant();
    var customer = customers.addressed(accountId, customerId).orElse(null);
    var meant = customer == null ? accountId : customer.accountId();
    var platform = MetaMade.platformOf(meant);
    var refusal = SendRules.toPerson(send, platform, customer, now);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("recipient_id", customerId);
    if (customer == null || send.isSenderAction()) {
      return new Sent(refusal, answer, meant, () -> {});
    }
    var messageId = MetaMade.messageId(platform);
    answer.put("message_id", messageId);
    var message = send.message(messageId);
    return new Sent(refusal, answer, meant, () -> phones.receive(customer, message, now));
  }

  private Sent toAuthor(String accountId, ReplyTarget target, SendRequest send) {
    var now = clock.instant();
    var comment = comments.addressed(accountId, target).orElse(null);
    var meant = comment == null ? accountId : comment.accountId();
    var platform = MetaMade.platformOf(meant);
    var refusal = SendRules.toAuthor(send, platform, comment, now);
    if (comment == null) {
      return new Sent(refusal, Map.of(), meant, () -> {});
    }
    var messageId = MetaMade.messageId(platform);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("recipient_id", comment.customerId());
    answer.put("message_id", messageId);
    var message = send.message(messageId);
    return new Sent(
        refusal,
        answer,
        meant,
        () -> {
          if (!comments.reply(target, now)) {
            throw new GraphRefusal(GraphError.COMMENT_CLOSED);
          }
          phones.receive(comment.author(), message, now);
        });
  }

  private ResponseEntity<Map<String, Object>> answered(Sent sent, Map<String, String> headers) {
    if (sent.refusal().isPresent()) {
      throw new GraphRefusal(sent.refusal().get());
    }
    sent.delivery().run();
    return ResponseEntity.ok().headers(answer -> headers.forEach(answer::set)).body(sent.answer());
  }

  private @Nullable ResponseEntity<Map<String, Object>> failed(
      GraphFault fault, Sent sent, HttpServletRequest request) {
    if (fault.delivered() && sent.refusal().isEmpty()) {
      sent.delivery().run();
    }
    return switch (fault) {
      case GraphFault.Refuses(_, _, var httpStatus, var error, var headers) ->
          throw new GraphRefusal(httpStatus, error, headers);
      case GraphFault.Annotates(_, var headers) -> answered(sent, headers);
      case GraphFault.Resets _ -> broken(request);
      case GraphFault.Hangs _ -> {
        faults.hang();
        yield broken(request);
      }
    };
  }

  /// Null, so that nothing is written.
  private static @Nullable ResponseEntity<Map<String, Object>> broken(HttpServletRequest request) {
    ConnectionBreaker.breakConnectionOf(request);
    return null;
  }

  private JsonNode parsed(byte @Nullable [] body) {
    try {
      return json.readTree(body == null ? new byte[0] : body);
    } catch (JacksonException notJson) {
      throw new GraphRefusal(GraphError.parameter("The request body is not valid JSON."));
    }
  }

  /// One judged send.
  ///
  /// @param meant the account whose customer is written to
  /// @param delivery brings it to the phone
  private record Sent(
      Optional<GraphError> refusal, Map<String, Object> answer, String meant, Runnable delivery) {}
}
