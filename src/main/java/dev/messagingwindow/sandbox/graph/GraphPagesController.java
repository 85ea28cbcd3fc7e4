package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.sandbox.customer.SandboxAccountStore;
import dev.messagingwindow.sandbox.graph.SandboxPerson.PersonsPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The Pages of the person who logged in.
@RestController
@Profile("sandbox")
@Hidden
class GraphPagesController {

  private static final List<PersonsPage> TWO_MORE =
      List.of(
          new PersonsPage("410000000000005", "Sandbox Bakery", null, "17841400000000905", null),
          new PersonsPage("410000000000006", "Sandbox Garage", List.of("ANALYZE"), null, null));

  private final GraphAccess access;
  private final GraphFaults faults;
  private final SandboxLogin login;
  private final SandboxAccountStore accounts;

  GraphPagesController(
      GraphAccess access, GraphFaults faults, SandboxLogin login, SandboxAccountStore accounts) {
    this.access = access;
    this.faults = faults;
    this.login = login;
    this.accounts = accounts;
  }

  @GetMapping("/sandbox/graph/{version:v[0-9]+(?:\\.[0-9]+)?}/me/accounts")
  Map<String, Object> pages(
      @RequestParam(required = false) @Nullable String after, HttpServletRequest request) {
    access.require(request);
    faults.fail(GraphCall.PAGES, null);
    var pageSize = login.person().pageSize();
    return GraphList.of(
        pages(),
        after,
        pageSize == null ? Integer.MAX_VALUE : pageSize,
        GraphPagesController::page);
  }

  private List<PersonsPage> pages() {
    var own = login.person().pages();
    return own != null
        ? own
        : Stream.concat(
                accounts.subscribedPages().stream()
                    .filter(id -> TWO_MORE.stream().noneMatch(page -> page.id().equals(id)))
                    .map(id -> new PersonsPage(id, "Sandbox Page " + id, null, null, null)),
                TWO_MORE.stream())
            .toList();
  }

  private static Map<String, Object> page(PersonsPage page) {
    var json = new LinkedHashMap<String, Object>();
    json.put("access_token", "EAAsandbox" + page.id());
    json.put("category", "Shopping");
    json.put("name", page.name());
    json.put("id", page.id());
    json.put("tasks", page.allTasks());
    if (page.instagramAccountId() != null) {
      json.put(
          "instagram_business_account",
          Map.of("id", page.instagramAccountId(), "username", "sandbox." + page.id()));
    }
    return json;
  }
}
