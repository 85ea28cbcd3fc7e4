package dev.messagingwindow.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bodies that no writer has taken yet, first in, first out. Its room is counted in events.
final class WebhookQueue {

  private final int capacity;
  private final int batchSize;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<WaitingBody> waiting = new ArrayDeque<>();
  private int events;
  private boolean open;

  /// @param capacity how many events may wait; a single body is taken whatever its size when
  ///   nothing waits
  /// @param batchSize how many events are taken together; bodies are not split
  WebhookQueue(int capacity, int batchSize) {
    this.capacity = capacity;
    this.batchSize = batchSize;
  }

  /// False when there is no room, or the queue is closed.
  boolean offer(WaitingBody body) {
    lock.lock();
    try {
      if (!open || (!waiting.isEmpty() && events + body.size() > capacity)) {
        return false;
      }
      waiting.add(body);
      events += body.size();
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next batch; empty once the queue is closed and nothing waits any more.
  List<WaitingBody> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && open) {
        changed.awaitUninterruptibly();
      }
      var batch = new ArrayList<WaitingBody>();
      var room = batchSize;
      for (var next = waiting.peek();
          next != null && (batch.isEmpty() || next.size() <= room);
          next = waiting.peek()) {
        batch.add(waiting.remove());
        room -= next.size();
        events -= next.size();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  void open() {
    set(true);
  }

  /// Takes nothing more; what waits can still be taken.
  void close() {
    set(false);
  }

  private void set(boolean isOpen) {
    lock.lock();
    try {
      open = isOpen;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /// How many events no batch has taken yet.
  int events() {
    lock.lock();
    try {
      return events;
    } finally {
      lock.unlock();
    }
  }
}
