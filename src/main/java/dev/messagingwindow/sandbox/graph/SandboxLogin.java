package dev.messagingwindow.sandbox.graph;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// The person who is at the stand-in's login now, in memory: a restart is somebody who obliges.
@Component
@Profile("sandbox")
class SandboxLogin {

  private final AtomicReference<SandboxPerson> person =
      new AtomicReference<>(SandboxPerson.OBLIGING);

  SandboxPerson person() {
    return person.get();
  }

  void become(SandboxPerson other) {
    person.set(other);
  }
}
