package dev.messagingwindow.login;

/// @param loginUrl where a person's browser is to go
/// @param state names the login from now on; not shown again
record StartedResponse(String loginUrl, String state) {

  static StartedResponse of(Logins.Started started) {
    return new StartedResponse(started.loginUrl().toString(), started.state());
  }
}
