package dev.messagingwindow.channel;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

record HoldRequest(@NotBlank @Size(max = 500) String reason) {}
