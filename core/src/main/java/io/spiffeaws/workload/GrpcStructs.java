package io.spiffeaws.workload;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.spiffeaws.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;

/// Converts `google.protobuf.Struct` to JSON. All its numbers are floating-point; whole numbers are
/// written without a fraction.
final class GrpcStructs {
  private GrpcStructs() {}

  static Json.Obj json(Struct struct) {
    var members = new LinkedHashMap<String, Json>();
    struct.getFieldsMap().forEach((name, value) -> members.put(name, json(value)));
    return new Json.Obj(members);
  }

  private static Json json(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> Json.of(value.getStringValue());
      case BOOL_VALUE -> Json.of(value.getBoolValue());
      case NUMBER_VALUE -> number(value.getNumberValue());
      case STRUCT_VALUE -> json(value.getStructValue());
      case LIST_VALUE -> json(value.getListValue());
      case NULL_VALUE, KIND_NOT_SET -> new Json.Null();
    };
  }

  private static Json json(ListValue list) {
    return Json.array(list.getValuesList().stream().map(GrpcStructs::json).toList());
  }

  private static Json number(double number) {
    return Double.isFinite(number)
        ? new Json.Num(new BigDecimal(number).stripTrailingZeros().toPlainString())
        : new Json.Null();
  }
}
