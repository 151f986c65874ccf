export {isLinkLocal, isOnLink} from '../../forwarding/link-local.js';
