package dev.messagingwindow.app;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How far Meta's review of a feature of the app is; lower-case on the wire.
public enum FeatureState {
  @JsonProperty("approved")
  APPROVED,
  @JsonProperty("requested")
  REQUESTED,
  /// Nobody has said.
  @JsonProperty("unknown")
  UNKNOWN
}
