package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/// Excludes Bouncy Castle's algorithm provider. Libraries check whether it is available, which
/// would include all algorithms in the image. The JDK signs certificates; Bouncy Castle is used
/// only for their encoding.
@TargetClass(className = "org.bouncycastle.jce.provider.BouncyCastleProvider")
final class NoBouncyCastleProvider {
  private NoBouncyCastleProvider() {}

  @Substitute
  @SuppressWarnings("UnusedMethod") // called by the image builder
  private void setup() {}
}
