package dev.messagingwindow.model;

/// What kind of file an attachment is: Meta's names, in upper case.
public enum AttachmentType {
  IMAGE,
  AUDIO,
  VIDEO,
  FILE
}
