package dev.messagingwindow.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;

/// The kinds of error answer. A slug, once released, is never renamed and never reused: clients
/// branch on it.
public enum ProblemType {
  INVALID_REQUEST("invalid-request", HttpStatus.BAD_REQUEST, "The request is not valid"),
  UNAUTHORIZED("unauthorized", HttpStatus.UNAUTHORIZED, "A valid credential is needed"),
  FORBIDDEN("forbidden", HttpStatus.FORBIDDEN, "The credential does not permit this"),
  NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "There is nothing here"),
  CHANNEL_NOT_FOUND("channel-not-found", HttpStatus.NOT_FOUND, "No such channel"),
  MESSAGE_NOT_FOUND("message-not-found", HttpStatus.NOT_FOUND, "No such message"),
  METHOD_NOT_ALLOWED(
      "method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED, "This method is not offered here"),
  CHANNEL_ALREADY_CONNECTED(
      "channel-already-connected", HttpStatus.CONFLICT, "The account is connected already"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused",
      HttpStatus.CONFLICT,
      "The idempotency key was used for another request"),
  CONFIRMATION_REQUIRED(
      "confirmation-required", HttpStatus.CONFLICT, "A human must stand by this message"),
  CONFIRMATION_INVALID(
      "confirmation-invalid", HttpStatus.CONFLICT, "This confirmation does not hold"),
  PAYLOAD_TOO_LARGE("payload-too-large", HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type",
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "This media type is not understood"),
  MESSAGE_REJECTED(
      "message-rejected", HttpStatus.UNPROCESSABLE_CONTENT, "The message may not be sent"),
  LOGIN_NOT_FOUND("login-not-found", HttpStatus.NOT_FOUND, "No such login"),
  LOGIN_NOT_FINISHED(
      "login-not-finished", HttpStatus.CONFLICT, "Nobody has come back from Meta with it yet"),
  LOGIN_ALREADY_USED(
      "login-already-used",
      HttpStatus.CONFLICT,
      "Somebody has come back from Meta with it already"),
  LOGIN_CANCELLED("login-cancelled", HttpStatus.CONFLICT, "The login was cancelled at Meta"),
  LOGIN_CODE_REFUSED(
      "login-code-refused", HttpStatus.CONFLICT, "Meta refused the login's code: expired or used"),
  LOGIN_PERMISSION_MISSING(
      "login-permission-missing", HttpStatus.CONFLICT, "A permission was not granted at Meta"),
  LOGIN_NO_ACCOUNT(
      "login-no-account",
      HttpStatus.CONFLICT,
      "The login leads to no account that can be connected"),
  LOGIN_EXPIRED("login-expired", HttpStatus.GONE, "The login took too long"),
  META_REFUSED("meta-refused", HttpStatus.BAD_GATEWAY, "Meta refused the request"),
  UNAVAILABLE("unavailable", HttpStatus.SERVICE_UNAVAILABLE, "Not available for the moment"),
  INTERNAL("internal", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side");

  private final String slug;
  private final HttpStatus status;
  private final String title;

  ProblemType(String slug, HttpStatus status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  public String slug() {
    return slug;
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// `urn:messaging-window:problem:<slug>`.
  public URI uri() {
    return URI.create("urn:messaging-window:problem:" + slug);
  }
}
