package dev.messagingwindow.security;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import dev.messagingwindow.security.ApiKeys.ApiKey;
import dev.messagingwindow.security.ApiKeys.NewApiKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
  @Operation(summary = "List the keys that are not revoked")
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
      throw new ApiProblem(ProblemType.NOT_FOUND, "No key has this id.");
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

  record KeyResponse(UUID keyId, String name, List<String> roles, @Nullable List<UUID> channelIds) {

    static KeyResponse of(ApiKey key) {
      return new KeyResponse(key.keyId(), key.name(), roleNames(key), channelIds(key));
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

    static NewKeyResponse of(NewApiKey made) {
      var shown = KeyResponse.of(made.apiKey());
      return new NewKeyResponse(
          shown.keyId(), shown.name(), shown.roles(), shown.channelIds(), made.key());
    }
  }

  record KeysResponse(List<KeyResponse> keys) {}
}
