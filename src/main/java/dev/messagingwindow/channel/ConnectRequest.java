package dev.messagingwindow.channel;

import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.Platform;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// @param extendedWindow "extend the messaging window from 24 hours to 7 days"; absent means no
record ConnectRequest(
    @NotNull Platform platform,
    @NotNull @Pattern(regexp = MetaId.PATTERN) String accountId,
    @Nullable @Pattern(regexp = MetaId.PATTERN) String pageId,
    @NotBlank @Size(max = 200) String name,
    @NotNull
        @Pattern(regexp = "[\\x21-\\x7E]{1,4096}", message = "must be a token of Meta's")
        @Schema(accessMode = Schema.AccessMode.WRITE_ONLY)
        String accessToken,
    @Nullable Boolean extendedWindow) {

  @AssertTrue(message = "belongs to an Instagram account that is reached through a Page")
  @Schema(hidden = true)
  boolean isPageId() {
    return pageId == null || platform != Platform.FACEBOOK;
  }

  Connecting toConnecting() {
    return new Connecting(
        platform,
        new AccountId(accountId),
        pageId == null ? null : new AccountId(pageId),
        name,
        accessToken,
        Extension.of(Boolean.TRUE.equals(extendedWindow)));
  }

  @Override
  public String toString() {
    return "ConnectRequest[" + platform + " " + accountId + "]";
  }
}
