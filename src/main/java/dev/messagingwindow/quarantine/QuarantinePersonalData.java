package dev.messagingwindow.quarantine;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.privacy.Export;
import dev.messagingwindow.privacy.PersonalData;
import dev.messagingwindow.privacy.PersonalTable;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Kept events are encrypted and name nobody outside: whose they are is seen by reading all of a
/// channel's, of which there are few.
@Component
@Order(40)
class QuarantinePersonalData implements PersonalData {

  private static final String TABLE = "quarantined_event";

  /// Where Meta puts who acted, and who is meant.
  private static final Set<String> ROLES = Set.of("sender", "recipient", "from");

  private final QuarantineStore store;
  private final JsonMapper json;
  private final PersonalTable events;

  QuarantinePersonalData(JdbcClient jdbc, QuarantineStore store, JsonMapper json) {
    this.store = store;
    this.json = json;
    events = new PersonalTable(jdbc, TABLE, "channel_id, quarantine_id", "false");
  }

  @Override
  public Set<String> tables() {
    return events.tables();
  }

  /// Also those of others that only name the person.
  @Override
  public void erase(ChannelId channelId, CustomerId customerId) {
    forEach(
        channelId,
        (event, content) -> {
          if (names(content, customerId)) {
            store.remove(event);
          }
        });
  }

  @Override
  public int eraseSome(ChannelId channelId, int limit) {
    return events.eraseSome(channelId, limit);
  }

  @Override
  public void export(ChannelId channelId, CustomerId customerId, Export export) {
    export.start(TABLE);
    forEach(
        channelId,
        (event, content) -> {
          if (isOf(content, customerId)) {
            export.row(new Exported(event, content));
          }
        });
    export.end();
  }

  private void forEach(ChannelId channelId, BiConsumer<QuarantinedEvent, JsonNode> action) {
    store.contents(channelId, (event, content) -> action.accept(event, json.readTree(content)));
  }

  private static boolean names(JsonNode content, CustomerId customerId) {
    return content.isContainer()
        ? content.valueStream().anyMatch(part -> names(part, customerId))
        : content.asString("").equals(customerId.value());
  }

  private static boolean isOf(JsonNode content, CustomerId customerId) {
    return content
            .propertyStream()
            .anyMatch(property ->
                ROLES.contains(property.getKey())
                    && property.getValue().path("id").asString("").equals(customerId.value()))
        || content.valueStream().anyMatch(part -> isOf(part, customerId));
  }

  record Exported(QuarantinedEvent event, JsonNode content) {}
}
