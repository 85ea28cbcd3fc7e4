package dev.messagingwindow.sandbox.customer;

import java.time.Instant;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/// Takes what customers do to Meta's side and, unless it is lost on the way, to the service.
@Service
@Profile("sandbox")
class SandboxCustomerActions {

  private final SandboxCustomerStore customers;
  private final SandboxAccountStore accounts;
  private final SandboxThreads threads;
  private final SandboxCourier courier;

  SandboxCustomerActions(
      SandboxCustomerStore customers,
      SandboxAccountStore accounts,
      SandboxThreads threads,
      SandboxCourier courier) {
    this.customers = customers;
    this.accounts = accounts;
    this.threads = threads;
    this.courier = courier;
  }

  void record(CustomerAction action) {
    customers.act(action.accountId(), action.customerId(), action.kind(), action.at());
    threads.keep(action);
  }

  /// Returns once the service has answered, or failed to: then it is told again later.
  void recordAndDeliver(CustomerAction action, Instant now) {
    record(action);
    if (accounts.receivesWebhooks(action.accountId())) {
      courier.deliver(WebhookBody.ofAction(action, now));
    }
  }
}
