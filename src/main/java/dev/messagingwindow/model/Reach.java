package dev.messagingwindow.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The channels that a credential may know of. One out of reach must look exactly like one that
/// does not exist.
///
/// @param only the only channels; null for all
public record Reach(@Nullable Set<ChannelId> only) {

  public static final Reach EVERYTHING = new Reach(null);

  public Reach {
    only = only == null ? null : Set.copyOf(only);
  }

  public boolean covers(ChannelId channel) {
    return only == null || only.contains(channel);
  }
}
