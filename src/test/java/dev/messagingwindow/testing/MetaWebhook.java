package dev.messagingwindow.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Meta's side of the webhook: signs bytes and posts them.
public final class MetaWebhook {

  private static final String PATH = "/webhooks/meta";

  private final Api api;

  public MetaWebhook(String baseUrl) {
    this.api = Api.at(baseUrl).with("Content-Type", "application/json");
  }

  public Answer post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer post(byte[] body) {
    return post(body, "sha256=" + hmac("HmacSHA256", "sandbox-secret", body));
  }

  /// @param signature null for none
  public Answer post(byte[] body, String signature) {
    var signed = signature == null ? api : api.with("X-Hub-Signature-256", signature);
    return signed.exchange("POST", PATH, body);
  }

  public static String hmac(String algorithm, String secret, byte[] body) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A body with one item under `messaging`.
  ///
  /// @param item with single quotes for double ones
  public static String page(String accountId, String item) {
    return "{'object':'page','entry':[{'id':'%s','time':1790000000500,'messaging':[%s]}]}"
        .formatted(accountId, item)
        .replace('\'', '"');
  }

  /// A body with one item under `changes` of a Page's feed.
  ///
  /// @param value with single quotes for double ones
  public static String feed(String accountId, String value) {
    return "{'object':'page','entry':[{'id':'%s','time':1790000001,'changes':[{'field':'feed','value':%s}]}]}"
        .formatted(accountId, value)
        .replace('\'', '"');
  }

  /// A customer's text.
  ///
  /// @param timestamp as it stands in the JSON
  public static String text(
      String accountId, String customerId, String mid, Object timestamp, String text) {
    return page(
        accountId,
        "{'sender':{'id':'%s'},'recipient':{'id':'%s'},'timestamp':%s,'message':{'mid':'%s','text':'%s'}}"
            .formatted(customerId, accountId, timestamp, mid, text));
  }
}
