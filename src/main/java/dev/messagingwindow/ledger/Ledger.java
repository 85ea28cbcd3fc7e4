package dev.messagingwindow.ledger;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.ledger.LedgerEntry.Administered;
import dev.messagingwindow.ledger.LedgerEntry.Decided;
import dev.messagingwindow.ledger.LedgerEntry.MetaAnswered;
import dev.messagingwindow.model.MessageId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Keeps what was decided and what came of it.
@Service
public class Ledger {

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final LedgerStore store;
  private final LedgerMonths months;

  Ledger(LedgerStore store, LedgerMonths months) {
    this.store = store;
    this.months = months;
  }

  /// Part of the caller's transaction: a decision whose effect is rolled back was not made.
  public void record(LedgerEntry entry) {
    record(List.of(entry));
  }

  /// The same for many, in one statement.
  public void record(Collection<? extends LedgerEntry> entries) {
    if (!entries.isEmpty()) {
      entries.forEach(entry -> months.require(entry.at()));
      store.insert(entries.stream().map(this::decision).toList());
    }
  }

  /// Newest first.
  public List<Decision> page(DecisionQuery query) {
    return store.page(query);
  }

  /// Behind which decision a list of `limit` ends; empty when it holds all there are.
  public Optional<DecisionCursor> cut(DecisionQuery query) {
    return store.cut(query);
  }

  /// What Meta last answered about each of these messages, as far as it did.
  public Map<MessageId, Decision> lastAnswers(Collection<MessageId> messageIds) {
    return messageIds.isEmpty() ? Map.of() : store.lastAnswers(messageIds);
  }

  private Decision decision(LedgerEntry entry) {
    var id = ids.generate();
    return switch (entry) {
      case Decided decided -> Decision.of(id, decided);
      case MetaAnswered answered -> Decision.of(id, answered);
      case Administered administered -> Decision.of(id, administered);
    };
  }
}
