package dev.messagingwindow.content;

/// A row that was read.
record Told(Row row, Reading reply, Asked asked) {

  static Told of(Row row, Reader reader) {
    var asked = new Asked(row.request().stream().map(reader::read).toList());
    return new Told(row, reader.read(row.reply()), asked);
  }
}
