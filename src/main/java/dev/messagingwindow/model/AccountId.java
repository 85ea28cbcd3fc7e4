package dev.messagingwindow.model;

/// Meta's id of a Facebook Page or an Instagram professional account: the `entry.id` of its
/// webhooks.
///
/// @param value 1 to 64 of `[A-Za-z0-9_.-]`
public record AccountId(String value) {

  public AccountId {
    MetaId.require(value, "account id");
  }

  @Override
  public String toString() {
    return value;
  }
}
