package io.spiffeaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The forms of a response (RFC 9112, section 6).
final class HttpResponseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK~Content-Length: 8~~{"a":"b"more              | 200 | {}        | ''
          HTTP/1.1 200 OK~content-length: 9~~{"a":"b"}more             | 200 | {"a":"b"} | ''
          HTTP/1.1 201~~{"a":"b"}                                      | 201 | {"a":"b"} | ''
          HTTP/1.1 100 Continue~~HTTP/1.0 200 OK~~{"a":"b"}            | 200 | {"a":"b"} | ''
          HTTP/1.1 200 OK~Transfer-Encoding: chunked~~4;x=y~{"a"~5~:"b"}~0~~ | 200 | {"a":"b"} | ''
          HTTP/1.1 403 Forbidden~X-Amzn-ErrorType: A:http://b~~        | 403 | {}        | A
          HTTP/1.1 204 No Content~Content-Length: 0~~                  | 204 | {}        | ''
          """)
  void isRead(String text, int status, String body, String error) throws IOException {
    var answer = read(text).json();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(JsonText.compact(answer.body())).isEqualTo(body);
    assertThat(answer.errorType()).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-x~~",
        "HTTP/1.1 200 OK~Content-Length: 10~~{}",
        "HTTP/1.1 200 OK~Content-Length: x~~{}",
        "HTTP/1.1 200 OK~Content-Length: 99999999~~{}",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~z~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~fffffff~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab",
        "HTTP/1.1 200 OK~A: b"
      })
  void isNotReadIfMalformedOrIncomplete(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  private static HttpResponse read(String text) throws IOException {
    var bytes = text.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return HttpResponse.read(new ByteArrayInputStream(bytes));
  }
}
