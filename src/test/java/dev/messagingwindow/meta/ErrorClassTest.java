package dev.messagingwindow.meta;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorClassTest {

  @ParameterizedTest
  @CsvSource({
    "1,       99,      TRANSIENT",
    "1,       1357046, AMBIGUOUS", // the message was sent, only the answer is broken
    "1,       ,        TRANSIENT",
    "2,       ,        TRANSIENT",
    "2,       2018344, PERMISSION", // privacy terms: somebody must configure
    "4,       ,        APP_RATE",
    "10,      ,        PERMISSION",
    "10,      2018278, WINDOW_CLOSED",
    "10,      2534022, WINDOW_CLOSED",
    "10,      2018065, WINDOW_CLOSED",
    "10,      2018108, PERSON_UNAVAILABLE",
    "10,      1893063, POLICY",
    "10,      2534077, RECONNECT",
    "10,      1404170, INVALID_MESSAGE",
    "10,      1893015, INVALID_MESSAGE",
    "10,      2018336, INVALID_MESSAGE",
    "10,      2018300, THREAD_CONTROL", // as it is answered
    "2018300, ,        THREAD_CONTROL", // as it is documented
    "100,     ,        INVALID_MESSAGE",
    "100,     33,      INVALID_RECIPIENT",
    "100,     2018001, INVALID_RECIPIENT",
    "100,     2018008, INVALID_MESSAGE",
    "100,     2018047, INVALID_MESSAGE",
    "100,     2018074, INVALID_MESSAGE",
    "100,     2018109, INVALID_MESSAGE",
    "100,     2018294, INVALID_MESSAGE",
    "100,     2018014, INVALID_MESSAGE",
    "100,     2018164, INVALID_MESSAGE",
    "100,     2018320, INVALID_MESSAGE",
    "100,     2018328, INVALID_MESSAGE",
    "100,     2534013, RECONNECT",
    "100,     2534014, INVALID_RECIPIENT",
    "100,     2534015, INVALID_MESSAGE",
    "100,     2534025, COMMENT_CLOSED",
    "100,     2534029, POLICY",
    "100,     2534037, THREAD_CONTROL",
    "190,     ,        RECONNECT",
    "190,     458,     RECONNECT",
    "190,     459,     RECONNECT",
    "190,     460,     RECONNECT",
    "190,     463,     RECONNECT",
    "190,     464,     RECONNECT",
    "190,     467,     RECONNECT",
    "190,     492,     RECONNECT",
    "102,     ,        RECONNECT",
    "200,     ,        PERMISSION",
    "200,     2018028, PERMISSION",
    "200,     2018027, PERMISSION",
    "200,     2018021, PERMISSION",
    "200,     1545041, PERSON_UNAVAILABLE", // says nothing about the window
    "200,     2534041, RECONNECT",
    "210,     ,        PERMISSION",
    "299,     ,        PERMISSION",
    "300,     ,        UNKNOWN_CODE",
    "368,     ,        POLICY",
    "551,     ,        PERSON_UNAVAILABLE",
    "551,     1545041, PERSON_UNAVAILABLE",
    "613,     ,        CHANNEL_RATE",
    "613,     2534040, CHANNEL_RATE",
    "613,     1996,    CHANNEL_RATE",
    "613,     1893016, INVALID_MESSAGE",
    "613,     2018338, POLICY_WARNING",
    "2022,    ,        POLICY",
    "17,      ,        CHANNEL_RATE",
    "32,      ,        CHANNEL_RATE",
    "341,     ,        APP_RATE",
    "80001,   ,        CHANNEL_RATE",
    "80002,   ,        CHANNEL_RATE",
    "80006,   ,        CHANNEL_RATE",
    "2018321, ,        TRANSIENT",
    "2018218, ,        UNKNOWN_CODE",
    "2018247, ,        UNKNOWN_CODE",
    "36103,   ,        INVALID_MESSAGE",
    "506,     ,        INVALID_MESSAGE",
    "9000001, ,        INVALID_MESSAGE",
    "1200,    ,        TRANSIENT",
    "10900,   ,        UNKNOWN_CODE",
    "10903,   1893049, UNKNOWN_CODE",
    "10904,   1893050, UNKNOWN_CODE",
    "200,     2534066, UNKNOWN_CODE",
    "2,       1545133, UNKNOWN_CODE", // permanent: never repeated as other errors of code 2 are
    "10,      4711,    PERMISSION", // a subcode that nobody knows is decided by its code
    "4711,    ,        UNKNOWN_CODE",
  })
  void classifiesEachLineOfMetasTable(int code, @Nullable Integer subcode, ErrorClass expected) {
    assertThat(ErrorClass.of(new GraphError(code, subcode, "any words"))).isEqualTo(expected);
  }
}
