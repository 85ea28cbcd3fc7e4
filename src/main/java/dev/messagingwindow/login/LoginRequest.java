package dev.messagingwindow.login;

import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/// @param login `FACEBOOK` for Pages and Instagram accounts linked to one, `INSTAGRAM` for
///   Instagram accounts by themselves
/// @param extendedWindow "extend the messaging window from 24 hours to 7 days", for every account
///   that is chosen; absent means no
/// @param returnUrl one of those allowed in the settings, or below one
record LoginRequest(
    @NotNull Platform platform,
    @NotNull Login login,
    @Nullable Boolean extendedWindow,
    @NotBlank String returnUrl) {

  @AssertTrue(message = "INSTAGRAM leads to no Page")
  @Schema(hidden = true)
  boolean isLogin() {
    return platform != Platform.FACEBOOK || login != Login.INSTAGRAM;
  }
}
