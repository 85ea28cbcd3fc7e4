package dev.messagingwindow.privacy;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.ledger.AdminAction;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// One customer of a channel: forgotten, or told all that is kept.
///
/// Messages that wait for the customer go with the rest and are not sent; one that is just on its
/// way to Meta may arrive. What arrives from the customer afterwards is new.
@Service
class Persons {

  private static final Logger log = LoggerFactory.getLogger(Persons.class);

  private final List<PersonalData> personalData;
  private final Channels channels;
  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final TransactionTemplate snapshot;
  private final JsonMapper mapper;
  private final Clock clock;

  Persons(
      List<PersonalData> personalData,
      Channels channels,
      Ledger ledger,
      PlatformTransactionManager transactions,
      JsonMapper mapper,
      Clock clock) {
    this.personalData = List.copyOf(personalData);
    this.channels = channels;
    this.ledger = ledger;
    this.mapper = mapper;
    this.clock = clock;
    transaction = new TransactionTemplate(transactions);
    snapshot = new TransactionTemplate(transactions);
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /// Erasing somebody who is not known changes nothing.
  ///
  /// @throws dev.messagingwindow.problem.ApiProblem `channel-not-found`
  void erase(ChannelId channelId, CustomerId customerId, String keyName) {
    channels.get(channelId);
    transaction.executeWithoutResult(_ -> {
      personalData.forEach(data -> data.erase(channelId, customerId));
      record(channelId, keyName, AdminAction.CUSTOMER_ERASED);
    });
    log.info("customer erased channel={}", channelId);
  }

  /// As of one moment, written as it is read.
  ///
  /// @throws dev.messagingwindow.problem.ApiProblem `channel-not-found`, before anything is written
  void export(ChannelId channelId, CustomerId customerId, String keyName, OutputStream out) {
    channels.get(channelId);
    transaction.executeWithoutResult(
        _ -> record(channelId, keyName, AdminAction.CUSTOMER_EXPORTED));
    snapshot.executeWithoutResult(_ -> {
      // closed only when all is written: closing would make half an export look whole
      var json = mapper.createGenerator(out);
      json.writeStartObject();
      json.writeStringProperty("channelId", channelId.toString());
      json.writeStringProperty("customerId", customerId.value());
      json.writeName("exportedAt");
      json.writePOJO(clock.instant());
      json.writeName("tables");
      json.writeStartObject();
      var export = new Export(json, mapper);
      personalData.forEach(data -> data.export(channelId, customerId, export));
      json.writeEndObject();
      json.writeEndObject();
      json.close();
    });
    log.info("customer's data exported channel={}", channelId);
  }

  private void record(ChannelId channelId, String keyName, AdminAction action) {
    ledger.record(LedgerEntry.admin(channelId, keyName, action, null, clock.instant()));
  }
}
