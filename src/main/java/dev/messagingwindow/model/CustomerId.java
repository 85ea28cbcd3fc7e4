package dev.messagingwindow.model;

/// Meta's id of a person writing to one account (PSID or IGSID). The same human on two channels is
/// two customers.
///
/// @param value 1 to 64 of `[A-Za-z0-9_.-]`
public record CustomerId(String value) implements Comparable<CustomerId> {

  public CustomerId {
    MetaId.require(value, "customer id");
  }

  @Override
  public int compareTo(CustomerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
