package dev.messagingwindow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

/// A connected channel, with what tests do to its customers and agents.
public record TestChannel(Api api, String channelId, String accountId) {

  public String path(String rest) {
    return "/api/v1/channels/" + channelId + rest;
  }

  public String customerPath(String customerId, String rest) {
    return path("/customers/" + customerId + rest);
  }

  /// The customer writes; Meta knows it and its webhook has been answered.
  public String customerWrites(String customerId, String text) {
    return customerActs(customerId, "{'text':'%s'}".formatted(text));
  }

  /// @param action as the sandbox takes it
  public String customerActs(String customerId, String action) {
    var acted =
        api.post("/sandbox/customers/" + accountId + "/" + customerId + "/messages", action);
    assertThat(acted.status()).as(acted.body()).isEqualTo(202);
    return acted.text("messageId");
  }

  /// Somebody comments; Meta knows it and its webhook has been answered.
  ///
  /// @param comment as the sandbox takes it
  /// @return Meta's id of the comment
  public String comments(String customerId, String comment) {
    return writesInPublic(customerId, "comments", comment).text("commentId");
  }

  /// Somebody posts on the Page.
  ///
  /// @return Meta's id of the post
  public String posts(String customerId, String post) {
    return writesInPublic(customerId, "posts", post).text("postId");
  }

  private Answer writesInPublic(String customerId, String where, String body) {
    var written =
        api.post("/sandbox/customers/" + accountId + "/" + customerId + "/" + where, body);
    assertThat(written.status()).as(written.body()).isEqualTo(202);
    return written;
  }

  public void removesComment(String customerId, String commentId) {
    var removed =
        api.delete("/sandbox/customers/" + accountId + "/" + customerId + "/comments/" + commentId);
    assertThat(removed.status()).as(removed.body()).isEqualTo(204);
  }

  /// The right to reply to a comment in private.
  public Answer privateReply(String commentId) {
    return api.get(path("/comments/" + commentId + "/private-reply"));
  }

  public Answer privateReplyToPost(String postId) {
    return api.get(path("/posts/" + postId + "/private-reply"));
  }

  public Answer agentReplies(String commentId, String text) {
    return reply(
        "/comments/" + commentId,
        UUID.randomUUID().toString(),
        "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-17'}}".formatted(text));
  }

  /// @param target such as `/posts/41_72`
  public Answer reply(String target, String idempotencyKey, String body) {
    return api.with("Idempotency-Key", idempotencyKey).post(path(target + "/private-reply"), body);
  }

  public Answer window(String customerId) {
    return api.get(customerPath(customerId, "/window"));
  }

  public Answer agentSends(String customerId, String text) {
    return sends(customerId, text, "{'type':'HUMAN','agentId':'a-17'}");
  }

  public Answer automationSends(String customerId, String text) {
    return sends(customerId, text, "{'type':'AUTOMATION'}");
  }

  private Answer sends(String customerId, String text, String sender) {
    return send(
        customerId,
        UUID.randomUUID().toString(),
        "{'text':'%s','sender':%s}".formatted(text, sender));
  }

  public Answer send(String customerId, String idempotencyKey, String body) {
    return api.with("Idempotency-Key", idempotencyKey)
        .post(customerPath(customerId, "/messages/outbound"), body);
  }

  public Answer check(String customerId, String body) {
    return api.post(customerPath(customerId, "/messages/check"), body);
  }

  public Answer message(String messageId) {
    return api.get(path("/messages/" + messageId));
  }

  /// What really reached the customer.
  public Answer phone(String customerId) {
    return api.get("/sandbox/customers/" + accountId + "/" + customerId + "/messages");
  }

  /// The next send of this account is refused by Meta.
  ///
  /// @param subcode as it stands in the JSON; `null` for none
  public void metaRefuses(int code, String subcode) {
    var answer =
        api.post(
            "/sandbox/graph/faults",
            "{'kind':'ERROR','code':%d,'subcode':%s,'accountId':'%s'}"
                .formatted(code, subcode, accountId));
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
  }
}
