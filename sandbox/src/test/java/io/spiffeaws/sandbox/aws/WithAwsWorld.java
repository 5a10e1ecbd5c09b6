package io.spiffeaws.sandbox.aws;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A test of the AWS services with a provider and the role `s3-app`, which trusts the subject of
/// [AwsWorld].
abstract class WithAwsWorld {
  static final String ROLE = "arn:aws:iam::123456789012:role/s3-app";

  @TempDir Path directory;
  AwsWorld world;

  @BeforeEach
  void start() {
    world = new AwsWorld(directory);
    world.setUp("");
  }

  @AfterEach
  void stop() {
    world.close();
  }
}
