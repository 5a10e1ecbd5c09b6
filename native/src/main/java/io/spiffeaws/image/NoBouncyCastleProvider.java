package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/// Libraries ask whether Bouncy Castle's provider of algorithms is there, which keeps all of them
/// in the image. Certificates are signed by the JDK's; of Bouncy Castle only their form is used.
@TargetClass(className = "org.bouncycastle.jce.provider.BouncyCastleProvider")
final class NoBouncyCastleProvider {
  private NoBouncyCastleProvider() {}

  @Substitute
  @SuppressWarnings("UnusedMethod") // the image builder calls it
  private void setup() {}
}
