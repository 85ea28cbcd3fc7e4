package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.sandbox.customer.MetaMade;
import dev.messagingwindow.sandbox.customer.SandboxAccountStore;
import dev.messagingwindow.sandbox.customer.SandboxCustomer;
import dev.messagingwindow.sandbox.customer.SandboxCustomerStore;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
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

  private static final DateTimeFormatter META_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx").withZone(ZoneOffset.UTC);

  private final GraphAccess access;
  private final SandboxAccountStore accounts;
  private final SandboxCustomerStore customers;
  private final MetaProperties meta;

  GraphObjectController(
      GraphAccess access,
      SandboxAccountStore accounts,
      SandboxCustomerStore customers,
      MetaProperties meta) {
    this.access = access;
    this.accounts = accounts;
    this.customers = customers;
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

  @GetMapping("/{accountId}/conversations")
  Map<String, Object> conversations(
      @PathVariable String accountId,
      @RequestParam(defaultValue = "messenger") String platform,
      HttpServletRequest request) {
    requireAccount(accountId, request);
    var throughPage =
        platform.equals("instagram") && MetaMade.platformOf(accountId) == Platform.FACEBOOK;
    var known = throughPage ? customers.onInstagram() : customers.of(accountId);
    return Map.of("data", known.stream().map(GraphObjectController::conversation).toList());
  }

  @GetMapping("/me/accounts")
  Map<String, Object> pages(HttpServletRequest request) {
    access.require(request);
    return Map.of(
        "data", accounts.subscribedPages().stream().map(GraphObjectController::page).toList());
  }

  @GetMapping("/oauth/access_token")
  Map<String, Object> token() {
    return Map.of(
        "access_token", "EAAsandboxUser", "token_type", "bearer", "expires_in", 5_183_944);
  }

  @GetMapping("/debug_token")
  Map<String, Object> debug(
      @RequestParam(name = "input_token", defaultValue = "") String token,
      HttpServletRequest request) {
    access.require(request);
    var scopes = List.of("pages_messaging", "pages_manage_metadata", "pages_show_list");
    return Map.of(
        "data",
        Map.of(
            "app_id",
            meta.appId(),
            "type",
            "PAGE",
            "application",
            "Sandbox app",
            "expires_at",
            0,
            "data_access_expires_at",
            0,
            "is_valid",
            GraphAccess.isValid(token),
            "scopes",
            scopes));
  }

  private void requireAccount(String accountId, HttpServletRequest request) {
    access.require(request);
    if (!accounts.exists(accountId)) {
      throw new GraphRefusal(GraphError.unknownObject(accountId));
    }
  }

  private static Map<String, Object> conversation(SandboxCustomer customer) {
    return Map.of(
        "id",
        "t_" + customer.customerId(),
        "updated_time",
        META_TIME.format(customer.updatedAt()),
        "participants",
        Map.of(
            "data",
            List.of(Map.of("id", customer.customerId()), Map.of("id", customer.accountId()))));
  }

  private static Map<String, Object> page(String id) {
    return Map.of(
        "access_token",
        "EAAsandbox" + id,
        "category",
        "Shopping",
        "name",
        "Sandbox Page " + id,
        "id",
        id,
        "tasks",
        List.of("CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"));
  }
}
