package dev.weir.ingest.api;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says that a request came through: its signature holds over these bytes. For whoever writes a
 * client, and for measuring, as the least that a signed request costs.
 */
@RestController
final class SignatureCheckController {

  @Access(Right.TENANT)
  @PostMapping("/v1/signature-check")
  Map<String, Object> check(Call call) {
    return Map.of("valid", true);
  }
}
