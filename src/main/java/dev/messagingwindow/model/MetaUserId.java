package dev.messagingwindow.model;

/// Meta's app-scoped id of a person who logged in to connect accounts; never a customer.
///
/// @param value see `MetaId`
public record MetaUserId(String value) {

  public MetaUserId {
    if (!MetaId.isValid(value)) {
      throw new IllegalArgumentException("no id of Meta's");
    }
  }
}
