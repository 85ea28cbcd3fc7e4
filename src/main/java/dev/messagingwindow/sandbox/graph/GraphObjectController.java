package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.sandbox.customer.SandboxAccountStore;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The parts of the Graph API around connecting an account.
@RestController
@Profile("sandbox")
@Hidden
@RequestMapping("/sandbox/graph/{version:v[0-9]+(?:\\.[0-9]+)?}")
class GraphObjectController {

  private final GraphAccess access;
  private final SandboxAccountStore accounts;
  private final MetaProperties meta;

  GraphObjectController(GraphAccess access, SandboxAccountStore accounts, MetaProperties meta) {
    this.access = access;
    this.accounts = accounts;
    this.meta = meta;
  }

  @PostMapping("/{accountId}/subscribed_apps")
  Map<String, Object> subscribe(
      @PathVariable String accountId,
      @RequestParam(name = "subscribed_fields", defaultValue = "") String fields,
      HttpServletRequest request) {
    access.require(request);
    if (!MetaId.isValid(accountId)) {
      throw new GraphRefusal(GraphError.unknownObject(accountId));
    }
    if (fields.isBlank()) {
      throw new GraphRefusal(GraphError.parameter("Param subscribed_fields is required."));
    }
    accounts.subscribe(accountId, fields);
    return Map.of("success", true);
  }

  @GetMapping("/{accountId}/subscribed_apps")
  Map<String, Object> subscriptions(@PathVariable String accountId, HttpServletRequest request) {
    requireAccount(accountId, request);
    var apps =
        accounts.subscribedFields(accountId).stream()
            .map(fields ->
                Map.of(
                    "category", "Business",
                    "link", "https://app.example.test",
                    "name", "Sandbox app",
                    "id", meta.appId(),
                    "subscribed_fields", fields))
            .toList();
    return Map.of("data", apps);
  }

  @DeleteMapping("/{accountId}/subscribed_apps")
  Map<String, Object> unsubscribe(@PathVariable String accountId, HttpServletRequest request) {
    requireAccount(accountId, request);
    accounts.unsubscribe(accountId);
    return Map.of("success", true);
  }

  private void requireAccount(String accountId, HttpServletRequest request) {
    access.require(request);
    if (!accounts.exists(accountId)) {
      throw new GraphRefusal(GraphError.unknownObject(accountId));
    }
  }
}
