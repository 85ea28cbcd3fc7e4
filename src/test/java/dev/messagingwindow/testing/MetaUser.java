package dev.messagingwindow.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// Meta's callbacks about a person who logged in.
public final class MetaUser {

  private final Api api;

  public MetaUser(String baseUrl) {
    this.api =
        Api.at(baseUrl).with("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
  }

  public Answer deauthorizes(String payload) {
    return post("/deauthorize", signed(payload));
  }

  public Answer wantsDeletion(String payload) {
    return post("/data-deletion", signed(payload));
  }

  /// @param path `/deauthorize` or `/data-deletion`
  public Answer post(String path, String signedRequest) {
    return send(path, "signed_request=" + signedRequest);
  }

  /// @param form any bytes of ASCII
  public Answer send(String path, String form) {
    return api.exchange("POST", "/webhooks/meta" + path, form.getBytes(StandardCharsets.US_ASCII));
  }

  /// @param payload JSON, with single quotes for double ones
  public static String signed(String payload) {
    var encoded = encode(payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    var hmac =
        MetaWebhook.hmac(
            "HmacSHA256", "sandbox-secret", encoded.getBytes(StandardCharsets.US_ASCII));
    return encode(HexFormat.of().parseHex(hmac)) + "." + encoded;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
