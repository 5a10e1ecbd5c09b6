package io.spiffeaws.sandbox.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChunkedBodyTest {
  private static final String BODY =
      "5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";

  @Test
  void chunksAreJoinedAndTrailersKept() throws IOException {
    var body = body(BODY, 11);

    assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("hello world");
    assertThat(body.trailers()).containsEntry("x-amz-checksum-crc32", "DUoRhQ==");
  }

  @Test
  void everyTruncationIsRejectedOrHasTheCompleteContent() throws IOException {
    for (int length = 0; length < BODY.length(); length++) {
      try {
        assertThat(body(BODY.substring(0, length), 11).readAllBytes()).hasSize(11);
      } catch (AwsError refusal) {
        assertThat(refusal.status()).isEqualTo(400);
      }
    }
  }

  @Test
  void mutationsAreRejectedOrHaveContentOfTheAnnouncedLength() throws IOException {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 3000; i++) {
      var text = new StringBuilder(BODY);
      int at = random.nextInt(text.length());
      text.replace(at, at + random.nextInt(3), String.valueOf((char) random.nextInt(1, 128)));
      try {
        assertThat(body(text.toString(), 11).readAllBytes()).hasSize(11);
      } catch (AwsError refusal) {
        assertThat(refusal.status()).isEqualTo(400);
      }
    }
  }

  private static ChunkedBody body(String text, long length) {
    return new ChunkedBody(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), length, Optional.empty());
  }
}
