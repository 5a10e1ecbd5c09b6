package io.spiffeaws.sandbox.spire;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// `grpc.health.v1.Health/Check`, which `spire-server healthcheck` and `spire-agent healthcheck`
/// call. A server that responds is serving, so the response is a constant and needs no generated
/// types.
public final class HealthService implements BindableService {
  /// `HealthCheckResponse{status: SERVING}`: field 1, varint 1.
  private static final byte[] SERVING = {0x08, 0x01};

  @Override
  public ServerServiceDefinition bindService() {
    var check =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new Ignored())
            .setResponseMarshaller(new Ignored())
            .build();
    return ServerServiceDefinition.builder("grpc.health.v1.Health")
        .addMethod(
            check,
            ServerCalls.asyncUnaryCall((request, answer) -> {
              answer.onNext(SERVING);
              answer.onCompleted();
            }))
        .build();
  }

  /// Passes bytes unchanged. The bytes of requests are ignored.
  private static final class Ignored implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      return new byte[0];
    }
  }
}
