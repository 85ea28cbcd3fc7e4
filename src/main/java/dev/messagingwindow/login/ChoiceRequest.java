package dev.messagingwindow.login;

import dev.messagingwindow.model.MetaId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

record ChoiceRequest(
    @NotNull @Size(min = 1, max = 100)
        List<@NotNull @Pattern(regexp = MetaId.PATTERN) String> accountIds) {}
