package dev.messagingwindow.security;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/keys")
@Tag(name = "API keys")
class KeyController {

  private final ApiKeys keys;

  KeyController(ApiKeys keys) {
    this.keys = keys;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Make a key; the answer is the only one that shows it")
  @Problems(ProblemType.INVALID_REQUEST)
  NewKeyResponse make(@Valid @RequestBody KeyRequest request) {
    return NewKeyResponse.of(keys.make(request.name(), request.roles(), request.reach()));
  }

  @GetMapping
  @Operation(summary = "List the keys that are good")
  @Problems(ProblemType.INVALID_REQUEST)
  KeysResponse list() {
    return new KeysResponse(keys.list().stream().map(KeyResponse::of).toList());
  }

  @DeleteMapping("/{keyId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Revoke a key; it is refused from the next request on")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.NOT_FOUND})
  void revoke(@PathVariable UUID keyId) {
    if (!keys.revoke(keyId)) {
      throw notFound();
    }
  }

  @PostMapping("/{keyId}/rotate")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Replace a key; the answer is the only one that shows the new one",
      description =
          "The new key has the name, roles and channels of the old one, which is good beside it for"
              + " the overlap, by default 7 days.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.NOT_FOUND})
  NewKeyResponse rotate(@PathVariable UUID keyId, @Valid @RequestBody RotateRequest request) {
    return keys.rotate(keyId, request.overlapOrDefault())
        .map(NewKeyResponse::of)
        .orElseThrow(KeyController::notFound);
  }

  private static ApiProblem notFound() {
    return new ApiProblem(ProblemType.NOT_FOUND, "No key has this id.");
  }

  /// @param overlap how long the old key is good beside the new one, from nothing to 90 days;
  ///   default 7 days
  record RotateRequest(@Nullable Duration overlap) {

    private static final Duration DEFAULT = Duration.parse("P7D");
    private static final Duration MOST = Duration.parse("P90D");

    @AssertTrue(message = "must be PT0S to P90D")
    @Schema(hidden = true)
    boolean isOverlap() {
      return overlap == null || (!overlap.isNegative() && overlap.compareTo(MOST) <= 0);
    }

    Duration overlapOrDefault() {
      return overlap == null ? DEFAULT : overlap;
    }
  }

  record KeyRequest(
      @NotBlank @Size(max = 100) String name,
      @NotEmpty Set<@NotNull Role> roles,
      @Nullable @Size(min = 1, max = 1000) Set<@NotNull UUID> channelIds) {

    Reach reach() {
      return channelIds == null
          ? Reach.EVERYTHING
          : new Reach(channelIds.stream().map(ChannelId::new).collect(Collectors.toSet()));
    }
  }

  /// @param expiresAt when it ends because it is being replaced; null when it does not
  /// @param lastUsedAt to the minute; null when never
  record KeyResponse(
      UUID keyId,
      String name,
      List<String> roles,
      @Nullable List<UUID> channelIds,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt) {

    static KeyResponse of(ApiKey key) {
      return new KeyResponse(
          key.keyId(),
          key.name(),
          roleNames(key),
          channelIds(key),
          key.createdAt(),
          key.expiresAt(),
          key.lastUsedAt());
    }

    private static List<String> roleNames(ApiKey key) {
      return key.roles().stream().sorted().map(Role::wireName).toList();
    }

    private static @Nullable List<UUID> channelIds(ApiKey key) {
      var only = key.reach().only();
      return only == null ? null : only.stream().map(ChannelId::value).sorted().toList();
    }
  }

  record NewKeyResponse(
      UUID keyId, String name, List<String> roles, @Nullable List<UUID> channelIds, String key) {

    static NewKeyResponse of(ApiKey.Shown made) {
      var shown = KeyResponse.of(made.apiKey());
      return new NewKeyResponse(
          shown.keyId(), shown.name(), shown.roles(), shown.channelIds(), made.key());
    }
  }

  record KeysResponse(List<KeyResponse> keys) {}
}
