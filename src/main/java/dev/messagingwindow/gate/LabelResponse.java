package dev.messagingwindow.gate;

import dev.messagingwindow.model.Label;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What Meta is told; chosen by the service. Both null for a private reply.
@Schema(name = "Label")
public record LabelResponse(@Nullable String messagingType, @Nullable String tag) {

  public static LabelResponse of(Label label) {
    return new LabelResponse(label.messagingType(), label.tag());
  }
}
